"""The benchmark of secretariat-kpi: a large hospital's year, the product, and its peers."""
