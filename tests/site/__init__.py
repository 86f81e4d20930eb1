"""The built site as a whole, held to budgets of weight, access and craft in a browser."""
