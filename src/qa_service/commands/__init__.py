"""The commands of the command line, grouped as `cli` lists them."""
