"""The whole register in one sealed file, and back again.

    line     DANGVIEN-BACKUP 1 <fingerprint of the key>
    then     a sealed stream (`seal.files`) of a tar: manifest.json, the database, files/…

The key is not in it: it lies printed in a safe. The line is authenticated with every piece, so
nothing of the file can be changed, cut off or exchanged without being noticed.

making      a running register → file                   (Django set up)
unpacking   file → a new folder, checked, or nothing    (before Django: the folder brings its key)
restoring   what remains to be done there               (Django set up in that folder)
"""
