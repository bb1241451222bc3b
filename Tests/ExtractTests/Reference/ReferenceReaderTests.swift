import Domain
import Extract
import Foundation
import Testing

struct ReferenceReaderTests {
    static let encodings: [String] = [
        "UTF-8", "UTF-8 with BOM and commas", "Windows-1252", "UTF-16",
        "Windows line ends and sep=", "spare rows and cells",
    ]

    private func encode(_ text: String, _ encoding: String) -> [UInt8] {
        switch encoding {
        case "UTF-8 with BOM and commas":
            // The one decimal comma then needs quotes.
            let commas = text.replacingOccurrences(of: "80,5", with: "80.5")
                .replacingOccurrences(of: ";", with: ",")
            return [0xEF, 0xBB, 0xBF] + commas.utf8
        case "Windows-1252":
            return Array(text.data(using: .windowsCP1252) ?? Data())
        case "UTF-16":
            return [0xFF, 0xFE] + (text.data(using: .utf16LittleEndian) ?? Data())
        case "Windows line ends and sep=":
            return Array(("sep=;\n" + text).replacingOccurrences(of: "\n", with: "\r\n").utf8)
        case "spare rows and cells":
            let lines = text.split(separator: "\n").map { $0 + ";;" }
            return Array((lines.joined(separator: "\n") + "\n;;;\n\n ; \n").utf8)
        default: return Array(text.utf8)
        }
    }

    @Test(arguments: encodings)
    func `a good set reads without a finding, however it is saved`(encoding: String) {
        let reading = ReferenceSet.reader.read(
            ReferenceSet().contents { encode($0, encoding) })
        #expect(reading.findings.isEmpty, "\(reading.findings.map(\.text))")
        let data = reading.data
        let day = CivilDate(year: 2026, month: 3, day: 1) ?? .firstPlausible
        let first = data.secretariats.match(Code("s01"))
        #expect(first?.value.valid(on: day)?.poleLabel == "Cœur et poumon")
        #expect(first?.value.nearest(to: day + 300)?.pole == Code("P2"))
        #expect(
            data.secretariats.match(Code("009"))?.value.versions.first?.value.isPublished == false)
        let unit = data.crosswalk["dpi"]?.match(Code("1010"))
        #expect(unit?.value.valid(on: day) == Code("S02"))
        #expect(unit?.value.valid(on: day - 100) == Code("S01"))
        #expect(data.letterTypes.match(Code("LL"))?.value.valid(on: day)?.targetDays == 0)
        #expect(data.letterTypes.match(Code("LL"))?.value.valid(on: day)?.isSameDay == true)
        #expect(data.letterTypes.match(Code("div"))?.value.valid(on: day)?.targetDays == nil)
        let consultation = data.encounterTypes.match(Code("CS"))?.value.general.valid(on: day)
        #expect(consultation?.answeringTypes == [Code("CR")])
        #expect(consultation?.isAnsweredByAny == true)
        let stay = data.encounterTypes.match(Code("HC"))?.value
        #expect(stay?.general.valid(on: day)?.answeringTypes == [Code("LL"), Code("CR")])
        #expect(stay?.general.valid(on: day)?.isAnsweredByAny == false)
        #expect(stay?.byUnit.match(Code("1010"))?.value.valid(on: day)?.expectsLetter == false)
        let rate = TargetKey(
            indicator: .letterOnTimeRate, perimeter: .establishment, segment: .all)
        #expect(data.targets[rate]?.valid(on: day) == Target(value: 90, alert: 80.5))
        #expect(data.targets.count == 3)
        #expect(data.closedDays.map(\.isOpen) == [false, true])
        #expect(data.closedDays.last?.label == "Victoire travaillée")
        #expect(data.openingHours[Code("S01")]?.count == 3)
        #expect(
            data.openingHours[Code("S02")]
                == [
                    OpeningRow(
                        weekday: 7, slot: OpeningSlot(open: 0, close: 1440), validity: .always)
                ])
    }

    @Test
    func `recalibrations come by indicator and perimeter, oldest first`() {
        let data = ReferenceSet().read().data
        let pole = RecalibrationKey(
            indicator: .answerRate, perimeter: Perimeter(.pole, Code("p1")))
        #expect(
            data.recalibrations[pole]?.map { "\($0.date) \($0.reason)" }
                == ["2026-05-04 Standard réorganisé", "2026-09-01 Second standard"])
        #expect(data.recalibrations.count == 3)
        #expect(data.recalibrations.keys.contains { $0.perimeter == .establishment })
        #expect(ReferenceSet.replacing(.recalibrations, by: "").read().findings.isEmpty)
    }

    @Test
    func `headers match whatever their case, accents, spaces and order`() {
        let set = ReferenceSet.replacing(
            .closedDays, by: "Ouvert ;\" LIBELLÉ\";DATE;\nO;Armistice;11/11/2026;\n")
        let reading = set.read()
        #expect(reading.findings.isEmpty, "\(reading.findings.map(\.text))")
        #expect(reading.data.closedDays.map(\.label) == ["Armistice"])
    }

    @Test
    func `codes of other files are spelled as the file that defines them spells them`() {
        var set = ReferenceSet.adding("ancien;77;s02;;", to: .crosswalk)
        set.files[.openingHours] = "secretariat;jour;ouverture;fermeture\n9;mardi;8h;12h30"
        set.files[.targets] =
            "indicateur;niveau;code;segment;cible;alerte;valide_du;valide_au\n"
            + "Letter_On_Time_Rate;Pôle;p2;cr;90 %;;;\n"
            + "backlog_net_flow;établissement;*;;-3;1 000;;"
        let reading = set.read()
        #expect(reading.faultyFiles.isEmpty, "\(reading.findings.map(\.text))")
        let data = reading.data
        let mapped = data.crosswalk["dpi"]?.match(Code("77"))?.value.versions.first?.value
        #expect(mapped?.written == "S02")
        #expect(data.crosswalk["ancien"] == nil)
        let hours = data.openingHours.first
        #expect(hours?.key.written == "009")
        #expect(hours?.value.first?.slot == OpeningSlot(open: 480, close: 750))
        let pole = data.targets.keys.first { $0.perimeter.level == .pole }
        #expect(pole?.perimeter.code.written == "P2")
        #expect(pole?.segment.written == "CR")
        let flow = TargetKey(
            indicator: .backlogNetFlow, perimeter: .establishment, segment: .all)
        #expect(
            data.targets[flow]?.valid(on: .firstPlausible) == Target(value: -3, alert: 1000))
    }

    @Test
    func `a blank pole label is taken from another row of the pole`() {
        let reading = ReferenceSet.adding("S09;X;;p2;;;;", to: .secretariats).read()
        let added = reading.data.secretariats.match(Code("S09"))?.value.versions.first?.value
        #expect(added?.poleLabel == "Médecine")
        #expect(added?.pole.written == "P2")
    }

    // MARK: Last good copies

    @Test
    func `without faults nothing stands in`() {
        let outcome = ReferenceSet.reader.read(ReferenceSet().contents, lastGood: [:])
        #expect(outcome.data != nil)
        #expect(outcome.replaced.isEmpty)
    }

    @Test
    func `on a first run faults leave nothing to work with`() {
        let bad = ReferenceSet.adding(";;;;;;;", to: .targets)
        let outcome = ReferenceSet.reader.read(
            ReferenceSet.adding("x;1;S01;;", to: .targets).contents, lastGood: [:])
        #expect(bad.read().faultyFiles.isEmpty)
        #expect(outcome.data == nil)
        #expect(!outcome.findings.isEmpty)
    }

    @Test
    func `a faulty file is replaced by its copy, and the files that then do not fit too`() {
        var now = ReferenceSet.adding("S10;X;;P1;;;hier;", to: .secretariats)
        now.files[.crosswalk, default: ""] += "\ndpi;10;S10;;"
        now.files[.closedDays, default: ""] += "\n25/12/2026;Noël;"
        let outcome = ReferenceSet.reader.read(
            now.contents, lastGood: ReferenceSet().contents)
        #expect(outcome.replaced == [.secretariats, .crosswalk])
        #expect(outcome.findings.count == 1)
        #expect(outcome.data?.closedDays.count == 3)
        #expect(outcome.data?.crosswalk["dpi"]?.match(Code("10")) == nil)
    }

    @Test
    func `a file that is gone is replaced by its copy`() {
        var contents = ReferenceSet().contents
        contents[.targets] = ReferenceContent(name: "cibles.csv", trouble: "is not there")
        let outcome = ReferenceSet.reader.read(contents, lastGood: ReferenceSet().contents)
        #expect(outcome.replaced == [.targets])
        #expect(outcome.data?.targets.count == 3)
    }
}
