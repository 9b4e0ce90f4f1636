"""Checks that every lesson gets from its contract and corpus, without writing them."""
