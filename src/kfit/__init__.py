"""kfit: a gentle log for people who have ketamine treatment."""
