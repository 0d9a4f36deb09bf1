"""
What are the people of the living world called?
"""

# fmt: off
FIRST = (
    "Alice", "Amir", "Bethan", "Bola", "Carys", "Chen", "Dana", "Dilip", "Edith", "Emeka",
    "Farah", "Finn", "Grace", "Goran", "Harriet", "Hugo", "Imani", "Isaac", "Joanna", "Jamal",
    "Keira", "Kofi", "Leila", "Lewis", "Maya", "Marek", "Nadia", "Niall", "Olive", "Omar",
    "Priya", "Pavel", "Rosa", "Rhys", "Sanna", "Samir", "Tessa", "Tariq", "Uma", "Viktor",
    "Willa", "Yusuf", "Zoe", "Zane",
)
LAST = (
    "Abbott", "Adeyemi", "Ahmed", "Baker", "Banerjee", "Brennan", "Campbell", "Costa", "Davies",
    "Doyle", "Eriksen", "Evans", "Fisher", "Fraser", "Gallagher", "Gupta", "Hughes", "Hussain",
    "Ibrahim", "Jansen", "Jones", "Kaur", "Kelly", "Khan", "Lambert", "Lindqvist", "MacLeod",
    "Mensah", "Morgan", "Nowak", "Obi", "Owen", "Patel", "Quinn", "Reid", "Rossi", "Shah",
    "Silva", "Taylor", "Walsh", "Young",
)
FIRST_JAPAN = (
    "Aiko", "Daichi", "Emi", "Haruto", "Hina", "Jun", "Kaito", "Mei", "Nao", "Ren", "Sakura",
    "Shota", "Tomo", "Yui", "Yuto",
)
LAST_JAPAN = (
    "Fujita", "Hayashi", "Inoue", "Kato", "Kimura", "Matsui", "Nakamura", "Ogawa", "Saito",
    "Tanaka", "Ueda", "Wada",
)
# fmt: on
