extension Contact {
  /// Takes a personal contact out of phonebooks, which group company contacts: what its owner's own program called a group
  /// must not lead into one. The names stay, as the extra field `Phonebook`.
  package mutating func leavePhonebooks() {
    if phonebooks.isEmpty { return }
    if let index = extras.firstIndex(where: { $0.name == "Phonebook" }) {
      for name in phonebooks where !extras[index].values.contains(name) { extras[index].values.append(name) }
    } else {
      extras.append(Extra("Phonebook", phonebooks))
    }
    phonebooks = []
  }
}
