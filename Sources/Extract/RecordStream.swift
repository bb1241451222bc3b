import CSVSource
import Domain

/// One file open for reading, surveyed, its records one after the other.
struct RecordStream: ~Copyable {
    let file: InputFile
    let survey: FileSurvey
    private var reader: RecordReader
    private(set) var batch = RecordBatch()
    /// Position in the batch of the entry to come.
    private(set) var next = 0

    init(
        file: InputFile, survey: FileSurvey, dialect: CSVDialect, readSize: Int
    ) {
        self.file = file
        self.survey = survey
        reader = RecordReader(
            .file(file), survey: survey, dialect: dialect, readSize: readSize)
    }

    /// True where the batch has an entry at `next`; it is filled anew where it has none left.
    mutating func hasNext() throws(FileRefusal) -> Bool {
        while next >= batch.entries.count {
            next = 0
            do throws(CSVFileError) {
                guard try reader.next(&batch) else { return false }
            } catch {
                throw FileRefusal(error)
            }
        }
        return true
    }

    /// Passes over the entry at `next`.
    mutating func advance() { next += 1 }

    /// Passes over all that is left of the batch.
    mutating func advanceBatch() { next = batch.entries.count }

    /// The entry at `next`, which must be there, as texts.
    var fields: [String] { batch.fields(ofEntry: next) }
    /// How many they are, without making texts of them.
    var fieldCount: Int { batch.fieldCount(ofEntry: next) }
    var entry: RecordBatch.Entry { batch.entries[next] }
}

extension FileRefusal {
    /// Runs something that reads, its error put into the words of a refusal.
    static func wrapping<Value>(
        _ body: () throws(CSVFileError) -> Value
    ) throws(FileRefusal) -> Value {
        do throws(CSVFileError) {
            return try body()
        } catch {
            throw FileRefusal(error)
        }
    }
}
