"""The values that kfit works with: entries, plans, goals, measures, questionnaires, and figures computed from them."""
