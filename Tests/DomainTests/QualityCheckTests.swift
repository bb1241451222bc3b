import Domain
import Testing

@Suite struct QualityCheckTests {
    @Test(arguments: QualityCheck.allCases)
    func `a check is found by its own word alone`(check: QualityCheck) {
        #expect(QualityCheck(code: check.code) == check)
        #expect(check.code.allSatisfy { $0 == "_" || ("a"..."z").contains($0) })
    }

    @Test func `no two checks have one word, and no other word is a check`() {
        #expect(Set(QualityCheck.allCases.map(\.code)).count == QualityCheck.allCases.count)
        #expect(QualityCheck(code: "Answered") == nil)
    }

    @Test func `a group names the files with the most rows, and counts the others`() {
        let files = (1...5).map {
            RejectGroup.File(path: "\($0).csv", rows: $0 == 4 ? 1 : $0, firstLines: [2])
        }
        let group = RejectGroup(source: "dpi", reason: .badDate, columns: [], files: files)
        #expect(group.rows == 12)
        #expect(group.fileCount == 5)
        #expect(group.files.map(\.path) == ["5.csv", "3.csv", "2.csv"])
    }
}
