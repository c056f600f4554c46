"""What the settings mean, in French, with plain spaces; in English it is said where they are (rag/settings.py)."""

MEANINGS = {
    "home": "dossier de la bibliothèque",
    "models": "dossier du catalogue et des poids",
    "language": "langue des messages et de la page",
    "answering_model": "identifiant du catalogue ou chemin d’un fichier .gguf",
    "answering_server": "adresse d’un serveur compatible OpenAI, avec /v1",
    "embedder": "identifiant du catalogue, ou nom du modèle sur embedding_server",
    "embedding_server": "adresse d’un serveur compatible OpenAI, avec /v1",
    "server_key": "clé envoyée aux deux serveurs",
    "chroma_server": "adresse d’un serveur Chroma",
    "passage_chars": "longueur des plus longs passages, en caractères",
    "evidence_tokens": "jetons d’extraits montrés au modèle, au plus ; rien : selon sa vitesse",
    "answer_tokens": "jetons d’une réponse, au plus",
    "context_tokens": "jetons que le modèle garde en mémoire",
    "threads": "fils d’exécution du modèle ; 0 : un par cœur",
    "port": "port de la page sur 127.0.0.1",
    "offline": "interdire aussi les commandes faites pour aller chercher",
    "private_hosts": "machines d’un réseau privé où l’on peut aller chercher : nom ou nom:port",
}
