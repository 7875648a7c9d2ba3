// The names by content: the same statement has one hash, whatever its variables and files are called,
// and another statement has another. The hash function is tested against the standard's own examples.
// Source: NIST FIPS 180-4 (2015), examples of SHA-256.

import Porism
import Testing

@Suite struct IdentityTests {
  /// The hash of a formula's statement in a theory.
  private func hash(_ formula: String, _ text: String = SmallTheory.text) throws -> ContentHash {
    var small = try SmallTheory(text)
    let goal = try #require(small.document.elaborate(formula: formula).goal, "\(formula)")
    var identity = ContentIdentity(small.document)
    return identity.statement(goal.statement, in: small.document.theory.store)
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func standardExamples(_ text: String, _ digits: String) throws {
    let hash = ContentHash(of: Array(text.utf8))
    #expect(hash.description == digits)
    #expect(ContentHash(digits.utf8) == hash)
    #expect(ContentHash(digits.uppercased().utf8) == nil)
    #expect(ContentHash(digits.dropLast().utf8) == nil)
  }

  @Test func namesOfVariablesDoNotMatter() throws {
    #expect(try hash("x + y = y + x") == hash("b + a = a + b"))
    #expect(try hash("forall x y. x + y = y + x") == hash("x + y = y + x"))
    #expect(try hash("exists k. x + k = y") == hash("exists m. b + m = a"))
  }

  @Test func otherStatementsHaveOtherHashes() throws {
    let formulas = [
      "x + y = y + x", "x + y = x + y", "x + x = x + x", "x + y = y", "x <= y", "y <= y",
      "exists k. x + k = y", "exists k. k + x = y", "exists k. x + k = x", "x = y => y = x",
      "x = y => x = y", "x + 0 = x", "x + 1 = x", "x + 2 = x", "c + 0 = c",
    ]
    var seen: [ContentHash: String] = [:]
    for formula in formulas {
      let hash = try hash(formula)
      #expect(seen[hash] == nil, "\(formula) and \(seen[hash] ?? "")")
      seen[hash] = formula
    }
  }

  /// What a function is called is for people; what it does is in the hash. Of abstract operators only
  /// the name is known.
  @Test func symbolsAreTheirDeclarations() throws {
    let renamed = SmallTheory.text.replacing("+", with: "<+>")
    #expect(try hash("x + y = y + x") == hash("x <+> y = y <+> x", renamed))
    let moved = "-- a comment\n" + SmallTheory.text
    #expect(try hash("x + y = y + x") == hash("x + y = y + x", moved))
    let other = SmallTheory.text.replacing("S (x + y)", with: "S (S (x + y))")
    #expect(try hash("x + y = y + x") != hash("x + y = y + x", other))
    let abstract = SmallTheory.text.replacing("op c", with: "op d").replacing("<= c", with: "<= d")
    #expect(try hash("c = c") != hash("d = d", abstract))
  }

  @Test func theStoreDoesNotMatter() throws {
    var small = try SmallTheory()
    let statement = try small.zeroPlus().statement
    var identity = ContentIdentity(small.document)
    let first = identity.statement(statement, in: small.document.theory.store)
    var other = try SmallTheory()
    for level in 0..<50 { _ = try other.variable(level) }
    let same = try other.zeroPlus().statement
    var otherIdentity = ContentIdentity(other.document)
    #expect(otherIdentity.statement(same, in: other.document.theory.store) == first)
    #expect(identity.theory == otherIdentity.theory)
  }
}
