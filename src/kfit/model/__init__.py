"""What there is: values only."""
