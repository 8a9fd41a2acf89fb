"""How often letters follow each other in Russian and Kazakh.

Made by `scripts.train_cyrillic_pairs`.

Row and column `i` stand for `LETTERS[i]`, the last ones for the beginning or end of a word. "a"
means that a pair is certain, each later letter that it is rarer by a factor of exp(STEP).
"""

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі"
STEP = 0.35

PAIRS = (
    "rmknkqqipjkhkgrlgkilpoonntzzzytkvwonmzzzzzg",
    "etozzgzziznkztgzhmzizozvzpjhztzszzzzzplnzkj",
    "ezkqsfzugzokwlhsklnmzozuwzzhmzznwzzzzzzzzug",
    "fnjrufzzhzrlqsfziozizpzzzzzrzqzzzzzzzzzzzgj",
    "euozqgjrgzqkplgwjlllzrztwzwjtzutqrzzzzouzii",
    "pomljormrjiijfopgihprppqnrzzzwupxzzzrzzzzzf",
    "crzzjgzzgzszoiirzozmzzzzzzzqsuzzzjzzzszozmn",
    "fnojjktsizzqjjizmmzfzzzzzzznszzszzzzzzzzzjf",
    "mmmomjpkngjikhmmkihrmonoquzzzzogztzzzzzzzqg",
    "prqtkmqqrzokmmqzoghzzzonpzzozzqvzzrzzzzzzqb",
    "fulzujxzeznknqgtkkijqoqzszzzustzuvzrznznzlh",
    "grzmkhnzgzpjorjuzsmkyuzyszzkgulkwzowzzwzzfj",
    "ejmznezzhzqurpgqtozkztzzrzzjpqzksmzzzzpqzng",
    "grriigtrgzmtsjhyzjjltzpvszzinvrqusszzzvuzof",
    "pjhmimlopjkfjhrmiijurpsloszzzwsqwzsonzzzzzg",
    "fqzzzhzzgzpozoenfqmkzvrtzzzoqzsozrztzzzzztk",
    "fnmnkgmtgznmlmgvolkitqsvrzziquzqywruzzqzzlh",
    "hpmuvhzzizfkpnhkplflzyzsszzjkzzmyqzrzmsrzmh",
    "fwkxygxzizoqrmhpillkxrzszzzjiyzrxuzuzszlzfh",
    "jjmkjmnkqkklkirkijjutoskmnzgznlrzzsuzzzzzpf",
    "gwwnwlwwewwmwwgqdwohqwwwowwrwwwrwwwwwwwwwwm",
    "fwwwwlwwfwwlimfwimlllwwwwwwnrrwwwwwwwwwwwwe",
    "fnvvvgvvcvhvvvvvvvvhvvvvvvvjvvvvvvvvvvvvvvk",
    "gyyyydoygypyyilyyyflyyyyyyyyqyyymyyyyyyyyyj",
    "gxjxxfxxhxlmpjkpnnklxxxxxxxhxxxxoxxlxxxxxfg",
    "jsssscssdssssssssssnssssssssjssshssssssssms",
    "sssssasssssssssssssssssssssssssnnssssssssss",
    "zlrsqkzkzirjlizpkjjzzmwuozzzzzzzzzmjkzzzzzc",
    "znqpmkzipzlzkhpzzijzzuzulzzzzznjzzzzzzzzzzc",
    "vvlqvvvnvnjdlkvvihevjvvvmvvvvvvvvvvvvvvvvvj",
    "lnvlvqiqvnjlvivommivvvvevhvvvvnvvvvvvvvvvve",
    "znnzsnrmzuqknjupslkuzrmzzrzzzztqzzrttzzzzzb",
    "rrrrrrmmrrriidrrkrerrrrrrrrrrrrrrrrrrrrrrrf",
    "luuunukjuuillduufjjhuuuuuuuuuuuuuuuuuuuuuuj",
    "duuukuuuuuunuuiuuuuluuuuuuucuuuuuuuuuunuuuu",
    "exxxxxxxxxxxxxhlxjixxxxxmxxgxxxxxxxxxxgxxxe",
    "hpwpgpwwwwwwwwwwwwgwwwwwwwwiwwwwwwjwwwwwwee",
    "uuuuuuucuuujjiumhumuuuuufuuuuuuuuuuuuuuuuuu",
    "uuuuuulkukufkjudelnuunuuuuuuuuuuuuuhuuuuuun",
    "vvvkvvvivjjlkgvvfdjvvvvvhovvvvvvvvvvvvvvvvv",
    "lllllllllllllllllllllllllllllllllllllllllll",
    "zqzqzzzizzjdnkzvjlzzzzzzpzzzzzzzzzzzjzzzzzd",
    "jiiljmjljsiljijilhgllormnzzvzmrqzqzlxotrztz",
)
