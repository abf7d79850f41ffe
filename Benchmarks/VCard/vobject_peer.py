"""vobject beside: python3 vobject_peer.py time FILE, python3 vobject_peer.py copy FILE"""

import sys
import time

import vobject


def main():
    start = time.process_time()
    cards = 0
    for card in vobject.readComponents(open(sys.argv[2], encoding="utf-8", errors="replace", newline="")):
        text = card.serialize(validate=False)
        cards += 1
        if sys.argv[1] == "copy":
            sys.stdout.write(text)
    if sys.argv[1] == "time":
        print(cards, time.process_time() - start)


sys.stdout.reconfigure(encoding="utf-8", newline="")
main()
