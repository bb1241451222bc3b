import Testing

@testable import SQLiteStore

struct ResultCodeTests {
    /// SQLite's numbers, from sqlite3.h: stable by its promise.
    @Test(
        arguments: [
            (13, .diskFull), (10, .inputOutput), (778, .inputOutput), (3338, .inputOutput),
            (5, .busy), (517, .busy), (6, .busy), (11, .damaged), (26, .damaged), (267, .damaged),
            (8, .readOnly), (1032, .readOnly), (14, .cannotOpen), (19, .constraint),
            (2067, .constraint), (9, .interrupted), (1, .other), (7, .other), (21, .other),
        ] as [(Int32, ResultCode.Cause)])
    func `a code says what must be done about it`(number: Int32, cause: ResultCode.Cause) {
        #expect(ResultCode(rawValue: number).cause == cause)
    }

    @Test func `a primary code matches its extended codes, and not the reverse`() {
        let write = ResultCode(rawValue: 778)
        #expect(ResultCode.ioError ~= write)
        #expect(!(write ~= ResultCode.ioError))
        #expect(write.primary == .ioError)
        #expect("\(write)".contains("778"))
    }
}
