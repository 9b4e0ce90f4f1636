"""My notes on Jinja2."""

TEMPLATE = "Hello {{ name }}"
print(TEMPLATE)
