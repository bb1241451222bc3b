import Domain
import Foundation
import Testing
import sample_hospital

/// What the published pages of the sample say of its story, month by month, in their sentences.
@Suite struct `The sample's story on its pages` {
    /// The pages of March to October 2026, as one run publishes them.
    private static let published = Task {
        let folder = try HospitalFolder()
        try FileManager.default.createDirectory(
            at: folder.url("Pipelines"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: SampleFolders.pipeline, to: folder.url("Pipelines/chu-exemple"))
        try FileManager.default.createSymbolicLink(
            at: folder.url("SampleData"), withDestinationURL: SampleFolders.sampleData)
        let result = try await CommandRun.run([
            "run", folder.url("Pipelines/chu-exemple/pipeline.json5").path, "--as-of",
            "\(Story.lastDay)", "--from", "2026-03", "--to", "2026-10", "--quiet",
        ])
        #expect(result.exitCode == 0, "\(result.standardError)")
        return folder
    }

    private func page(_ name: String) async throws -> String {
        let folder = try await Self.published.value
        return try String(
            contentsOf: folder.url("var/chu-exemple/reports/\(name)"), encoding: .utf8)
    }

    /// « Points d'attention » of a page, as text, one sentence or two an entry.
    private func points(_ name: String) async throws -> [String] {
        let text = try await page(name)
        guard let start = text.range(of: "<ul class=\"points\">"),
            let end = text.range(of: "</section>", range: start.upperBound..<text.endIndex)
        else { return [] }
        return text[start.upperBound..<end.lowerBound].components(separatedBy: "<li ").dropFirst()
            .map { item in
                item.replacing(/<[^>]*>/, with: "").replacingOccurrences(of: "&#39;", with: "'")
                    .replacingOccurrences(of: "\u{A0}", with: " ")
                    .replacingOccurrences(of: "\u{202F}", with: " ")
            }
    }

    @Test(arguments: ["2026-03", "2026-04", "2026-05"])
    func `the vacant post is told of its secretariat while it lasts`(month: String) async throws {
        let points = try await points("\(month)/index.html")
        let own = points.filter { $0.contains("Secrétariat d’orthopédie :") }
        #expect(
            own.contains {
                $0.contains("le stock en attente de frappe grossit plus vite")
                    && $0.contains("C'est la part du secrétariat")
            })
        #expect(
            own.contains {
                $0.contains("part des courriers envoyés dans le délai")
                    && $0.contains("sous la ") && $0.contains("dégradation réelle")
                    && $0.contains("En médianes d'étape : secrétariat")
            })
    }

    @Test func `when the post is filled, the rising delay is told as the backlog being cleared`()
        async throws
    {
        let points = try await points("2026-06/index.html")
        #expect(
            points.contains {
                $0.contains("Secrétariat d’orthopédie : le délai médian d'envoi monte")
                    && $0.contains("un stock ancien s'écoule")
            })
    }

    @Test func `long after the post is filled no sentence accuses its secretariat`() async throws {
        let points = try await points("2026-10/index.html")
        #expect(
            !points.contains {
                $0.contains("Secrétariat d’orthopédie") && $0.contains("dégradation réelle")
            })
    }

    @Test func `the switchboard's reorganisation is named in its month, with what it changed`()
        async throws
    {
        let points = try await points("2026-05/index.html")
        let told = try #require(points.first { $0.contains("limites recalées") })
        for words in [
            "Établissement : limites recalées depuis le 4 mai 2026",
            "Réorganisation du standard : file de débordement et rappels",
            "taux de décroché 77,", "en moyenne avant, 8", "niveau de service 4",
            "attente médiane avant décroché 4",
        ] {
            #expect(told.contains(words), "\(words) in \(told)")
        }
        // Poles keep their limits: theirs tell the change as one.
        let pole = try await self.points("2026-07/pole-P1.html")
        #expect(
            pole.contains {
                $0.contains("Niveau de service") && $0.contains("au-dessus de la moyenne")
                    && $0.contains("amélioration réelle")
            })
        let chart = try await page("2026-10/index.html")
        #expect(chart.contains("limites recalées au 4 mai 2026"))
    }

    @Test func `the days without telephony are told in their month, and accuse nobody`()
        async throws
    {
        let points = try await points("2026-06/index.html")
        #expect(
            points.first?.contains("aucun appel n'a été enregistré du 15 au 19 juin 2026") == true)
        #expect(
            !points.contains { $0.contains("semaine du 15 juin 2026") && $0.contains("réelle") })
        #expect(try await page("2026-06/index.html").contains("jours sans données"))
        for month in ["2026-05", "2026-07"] {
            let others = try await self.points("\(month)/index.html")
            #expect(!others.contains { $0.contains("aucun appel n'a été enregistré") })
        }
    }

    @Test func `what a secretariat cannot reach as it works is told as such`() async throws {
        let points = try await points("2026-10/index.html")
        #expect(
            points.contains {
                $0.contains(
                    "Secrétariat d’imagerie : dans son fonctionnement actuel, le secrétariat "
                        + "ne peut pas atteindre sa cible")
            })
    }

    @Test func `a month tells each indicator of a perimeter once, and good news last`()
        async throws
    {
        for month in 3...10 {
            let points = try await points("2026-\(month < 10 ? "0" : "")\(month)/index.html")
            #expect(!points.isEmpty && points.count <= 16, "\(month)")
            let good = points.map { $0.contains("en progrès") }
            #expect(good == good.sorted { !$0 && $1 }, "\(month)")
            let subjects = points.compactMap {
                $0.firstMatch(of: /class.*?>?(Établissement : [^:]*) :/)
            }
            .map { String($0.1) }
            #expect(Set(subjects).count == subjects.count, "\(month): \(subjects)")
        }
    }

    @Test func `a month's sentences do not hang on what came after it`() async throws {
        let then = try HospitalFolder()
        try FileManager.default.createDirectory(
            at: then.url("Pipelines"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: SampleFolders.pipeline, to: then.url("Pipelines/chu-exemple"))
        try FileManager.default.createSymbolicLink(
            at: then.url("SampleData"), withDestinationURL: SampleFolders.sampleData)
        let result = try await CommandRun.run([
            "run", then.url("Pipelines/chu-exemple/pipeline.json5").path, "--as-of", "2026-07-31",
            "--month", "2026-07", "--quiet",
        ])
        #expect(result.exitCode == 0, "\(result.standardError)")
        let early = try String(
            contentsOf: then.url("var/chu-exemple/reports/2026-07/pole-P2.html"), encoding: .utf8)
        let late = try await page("2026-07/pole-P2.html")
        func weekly(_ page: String) -> Substring? {
            page.range(of: "id=\"semaines-answer_rate\"").flatMap { start in
                page.range(of: "</figure>", range: start.upperBound..<page.endIndex).map {
                    page[start.lowerBound..<$0.lowerBound]
                }
            }
        }
        let chart = try #require(weekly(early))
        #expect(chart == weekly(late))
    }
}
