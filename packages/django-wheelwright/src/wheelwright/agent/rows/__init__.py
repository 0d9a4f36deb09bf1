"""
Made-up rows: a table filled to any size, set-based, within everything that its rows must obey.

    fill            every table of a package, in chunks of one INSERT … SELECT each
     ├─ fill_order     parents before children, and how many rows each table gets
     ├─ tables         what the server demands of a table, read from its catalogue
     └─ recipe         one SQL expression of the row's number for every column
         ├─ references         how row i finds the row that it points at
         ├─ values             what the field's own code could have stored …
         │   ├─ patterns       … where a validator is a regular expression
         │   ├─ trees          … where a tree library numbers its nodes
         │   ├─ arrays         … in a list
         │   └─ typed_values   … else what the column's type has
         ├─ shapes             what is known better: of the rows that are there, or by wish
         ├─ check_constraints  which values of the columns keep a table's CHECKs together
         ├─ uniqueness         which columns turn, and how fast, so that no two rows collide
         ├─ model_clean        whether the model's clean() and save() would take such a row
         └─ variety            which rows are not like the others: gaps, empty texts, twins
"""
