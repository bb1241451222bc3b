import CMalloc
import Foundation
import Pipeline

/// Arguments in, exit code out.
@main
enum Main {
    static func main() {
        guardStandardStreams()
        leaveNoCores()
        shareOneHeap()
        // What is made here is for owner and group, whatever the caller's umask: never for others,
        // SQLite's own files included.
        umask(0o027)
        TextOutput.ignoreBrokenPipes()
        AtomicFile.ignoreSizeLimits()
        exit(perform(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    private static func perform(_ words: [String]) -> ExitCode {
        let output = TextOutput.standardOutput()
        do {
            let code = try run(try Invocation(words), output)
            try output.flush()
            return code
        } catch let error as UsageError {
            complain("\(error)")
            return .usage
        } catch is TextOutput.Broken {
            // Whoever read standard output is gone: nobody to tell.
            return .inputOutput
        } catch {
            complain("\(ProgramVersion.name): unexpected error: \(SafeText.escaped("\(error)"))")
            return .software
        }
    }

    private static func run(_ invocation: Invocation, _ output: TextOutput) throws -> ExitCode {
        switch invocation {
        case .run(let options): return try RunCommand.run(options, output)
        case .report(let options): return try ReportCommand.run(options, output)
        case .check(let options): return try CheckCommand.run(options, output)
        case .status(let options): return try StatusCommand.run(options, output)
        case .inspect(let options): return try InspectCommand.run(options, output)
        case .kpis(let options): return try KPIsCommand.run(options, output)
        case .help(let text):
            try output.write(text)
            return .done
        case .version:
            try output.writeLine("\(ProgramVersion.name) \(ProgramVersion.number)")
            return .done
        }
    }

    /// Tells people on standard error; where even that fails, the exit code is all there is.
    static func complain(_ text: String) {
        let output = TextOutput(descriptor: STDERR_FILENO)
        try? output.writeLine(text)
        try? output.flush()
    }

    /// Memory holds identifiers: a crash leaves none of it behind.
    ///
    /// A limit of 1, not 0: the kernel hands a core to a collector (`core_pattern` with a pipe)
    /// whatever the limit, but for this one (Linux, fs/coredump.c); a file is never made for it.
    private static func leaveNoCores() {
        var none = rlimit(rlim_cur: 1, rlim_max: 1)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }

    /// One heap for all threads. A heap for each would keep what another thread gave back: what files
    /// brought lies in one, and counts grow in the other; on five years that is a sixth of the
    /// memory. Few threads run, and they share no small change: nothing waits.
    private static func shareOneHeap() {
        mallopt(M_ARENA_MAX, 1)
    }

    /// Fills the places of standard streams that were closed, so that no file of ours takes the
    /// place of one and is written over by messages.
    ///
    /// They are opened for reading: writing to a closed standard output stays an error.
    private static func guardStandardStreams() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is taken, which is this one.
            _ = open("/dev/null", O_RDONLY)
        }
    }
}
