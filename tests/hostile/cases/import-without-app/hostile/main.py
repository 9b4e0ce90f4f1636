import notes

print(notes.router)
