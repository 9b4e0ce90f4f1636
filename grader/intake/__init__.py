"""Who handed in what: from folders, zips and exports of a class to hand-ins with their students."""
