users = ["Ada", "Grace"]
