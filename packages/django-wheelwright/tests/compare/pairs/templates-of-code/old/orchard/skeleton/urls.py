from {{ project }} import x
