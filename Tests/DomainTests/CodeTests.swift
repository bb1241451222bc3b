import Domain
import Testing

struct CodeTests {
    @Test(arguments: [("uf01", "UF01"), (" UF01 ", "UF01"), ("\u{A0}uf01\t", "Uf01"), ("É1", "é1")])
    func `codes are compared after trimming, whatever their case`(left: String, right: String) {
        #expect(Code(left) == Code(right))
        #expect(Set([Code(left), Code(right)]).count == 1)
    }

    @Test(arguments: [("01", "1"), ("A", "B"), ("A B", "AB"), ("e", "é")])
    func `other codes differ`(left: String, right: String) {
        #expect(Code(left) != Code(right))
    }

    @Test func `the written form is what people are shown`() {
        #expect(Code("  Uf 01 ").description == "Uf 01")
    }

    @Test(arguments: [
        ("007", "7"), ("0", "0"), ("000", "0"), ("", ""), ("A01", "a01"), ("0A", "a"),
    ])
    func `without leading zeros`(text: String, short: String) {
        #expect(Code(text).withoutLeadingZeros == short)
    }
}

struct CodeBookTests {
    private func book(_ codes: String...) -> CodeBook<Int> {
        var book = CodeBook<Int>()
        for (index, code) in codes.enumerated() {
            book.update(Code(code), default: 0) { $0 = index }
        }
        return book
    }

    @Test func `the exact code comes first`() {
        let book = book("012", "12")
        #expect(book.match(Code("12"))?.value == 1)
        #expect(book.match(Code("012"))?.value == 0)
        #expect(book.match(Code("012"))?.isWithoutZeros == false)
    }

    @Test func `leading zeros that Excel dropped are forgiven where just one code then fits`() {
        let book = book("0012", "0034", "34x")
        #expect(book.match(Code("12"))?.value == 0)
        #expect(book.match(Code("12"))?.isWithoutZeros == true)
        #expect(book.match(Code("000034"))?.value == 1)
        #expect(book.match(Code("34X"))?.isWithoutZeros == false)
    }

    @Test func `two codes that then fit are none`() {
        #expect(book("0012", "012").match(Code("12")) == nil)
    }

    @Test func `the book's own spelling is the one to show`() {
        #expect(book("Uf 01").match(Code("UF 01"))?.code.written == "Uf 01")
        #expect(book("0Ab").match(Code("aB"))?.code.written == "0Ab")
    }

    @Test func `a blank code matches nothing`() {
        #expect(book("0", "1").match(Code("")) == nil)
        #expect(book("1").match(Code("2")) == nil)
    }

    @Test func `a code met twice is one entry`() {
        var book = CodeBook<[Int]>()
        book.update(Code("A"), default: []) { $0.append(1) }
        book.update(Code("a "), default: []) { $0.append(2) }
        #expect(book.values.count == 1)
        #expect(book[exactly: Code("A")] == [1, 2])
        #expect(book.match(Code("0a"))?.value == [1, 2])
    }
}
