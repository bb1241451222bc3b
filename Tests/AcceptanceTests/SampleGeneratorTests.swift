import Domain
import Foundation
import Testing
import sample_hospital

/// The generator of SampleData: what it writes is what is committed, and nobody is in it.
struct SampleGeneratorTests {
    private static let files = SampleHospital.files()

    @Test func `SplitMix64 gives the numbers of its reference code`() {
        var random = SeededGenerator(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect((0..<5).map { _ in random.next() } == expected)
    }

    @Test func `the committed files are those that the generator writes, byte for byte`() throws {
        for file in Self.files {
            let url = SampleFolders.sampleData.appendingPathComponent(file.path)
            let committed = try [UInt8](Data(contentsOf: url))
            #expect(committed == file.bytes, "\(file.path): run sample-hospital SampleData")
        }
    }

    @Test func `SampleData holds nothing else, and at most 8 MB`() throws {
        let found = try FileManager.default.subpathsOfDirectory(
            atPath: SampleFolders.sampleData.path
        ).filter { $0.contains(".") && !$0.hasPrefix(".") }
        #expect(Set(found) == Set(Self.files.map(\.path)))
        #expect(Self.files.reduce(0) { $0 + $1.bytes.count } <= 8_000_000)
    }

    @Test func `another seed gives another hospital under the same names`() {
        let others = SampleHospital.files(seed: SampleHospital.seed + 1)
        #expect(others.map(\.path) == Self.files.map(\.path))
        #expect(zip(others, Self.files).allSatisfy { $0.bytes != $1.bytes })
    }

    @Test func `every telephone number is one that is kept for fiction`() {
        let numbers = digitRuns(of: 10)
        #expect(numbers.count > 1000)
        for number in numbers {
            #expect(FictionalTelephone.prefixes.contains(String(number.prefix(6))), "\(number)")
        }
    }

    @Test func `no NIR can be anyone's: neither its month, nor its department, nor its key`() {
        let numbers = digitRuns(of: 15)
        #expect(numbers.count > 1000)
        for number in numbers {
            let digits = Array(number)
            let month = Int(String(digits[3...4])) ?? 0
            let key = Int(String(digits[13...14])) ?? 0
            #expect(![1...12, 20...42, 50...99].contains { $0.contains(month) }, "\(number)")
            #expect(String(digits[5...6]) == "00", "\(number)")
            #expect(!(1...97).contains(key), "\(number)")
        }
    }

    @Test func `the DPI is Windows-1252, the others are UTF-8 but for the planted faults`() {
        for file in Self.files {
            let isText = String(validating: file.bytes, as: UTF8.self) != nil
            let faults = SampleExpectations.rejects.filter {
                file.path.hasSuffix($0.file) && $0.reason == .badEncoding
            }
            let isUTF8 = !file.path.hasPrefix("dpi/")
            #expect(isText == (isUTF8 && faults.isEmpty), "\(file.path)")
            let hasMark = file.bytes.starts(with: [0xEF, 0xBB, 0xBF])
            #expect(hasMark == file.path.hasPrefix("telephonie/"), "\(file.path)")
        }
    }

    /// Runs of just so many digits, in all files.
    private func digitRuns(of length: Int) -> Set<String> {
        var runs: Set<String> = []
        for file in Self.files {
            for run in file.bytes.split(whereSeparator: { !(0x30...0x39).contains($0) })
            where run.count == length {
                runs.insert(String(decoding: run, as: UTF8.self))
            }
        }
        return runs
    }
}
