import Domain

extension DefinitionReader {
    private enum InternalCalls: String, CaseIterable {
        case exclude, include
    }

    /// The days' keys, Monday first.
    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    func readTelephony(_ root: DefinitionSection, into measures: inout MeasureSettings) {
        let keys = ["opening", "shortAbandonSeconds", "serviceLevelSeconds", "internalCalls"]
        let advice =
            "Write the opening hours, as telephony: { opening: { mon: [[\"08:30\","
            + " \"17:30\"]] } }."
        guard let section = root.section("telephony", keys: keys) else {
            findings.fault(
                "the key is missing", at: "telephony.opening", line: root.line, advice: advice)
            return
        }
        measures.shortAbandonSeconds =
            section.whole("shortAbandonSeconds", in: 0...86_400) ?? measures.shortAbandonSeconds
        measures.serviceLevelSeconds =
            section.whole("serviceLevelSeconds", in: 0...86_400) ?? measures.serviceLevelSeconds
        let internalCalls: InternalCalls? = section.choice("internalCalls")
        measures.includesInternalCalls = internalCalls == .include
        guard let opening = section.section("opening", keys: Self.days) else {
            section.missing("opening", advice: advice)
            return
        }
        for (index, day) in Self.days.enumerated() {
            guard let node = opening[day] else { continue }
            let slots = slots(node, at: opening.path(day))
            if !slots.isEmpty { measures.opening[index + 1] = slots }
        }
    }

    private static let slotAdvice =
        "Write a list of slots, as [[\"08:30\", \"12:30\"],"
        + " [\"13:30\", \"17:30\"]]."

    /// The slots of a day in their order; [] = closed.
    private func slots(_ node: JSONNode, at path: String) -> [OpeningSlot] {
        guard case .array(let elements) = node.value else {
            findings.fault(
                "expected a list of slots, found \(node.value.noun)", at: path, line: node.line,
                advice: Self.slotAdvice)
            return []
        }
        var slots: [OpeningSlot] = []
        for (index, element) in elements.enumerated() {
            let place = "\(path)[\(index)]"
            guard let slot = slot(element, at: place) else { continue }
            if let other = slots.first(where: { $0.open < slot.close && slot.open < $0.close }) {
                findings.fault(
                    "the slot overlaps that of \(clock(other.open))–\(clock(other.close))",
                    at: place, line: element.line, advice: "Join the two, or correct one.")
            }
            slots.append(slot)
        }
        return slots.sorted()
    }

    private func slot(_ node: JSONNode, at path: String) -> OpeningSlot? {
        guard case .array(let ends) = node.value, ends.count == 2 else {
            findings.fault(
                "expected two times", at: path, line: node.line, advice: Self.slotAdvice)
            return nil
        }
        let minutes = ends.enumerated().map { index, end -> Int? in
            if case .string(let text) = end.value, let minutes = Self.minutes(text) {
                return minutes
            }
            findings.fault(
                "expected a time of day from \"00:00\" to \"24:00\"", at: "\(path)[\(index)]",
                line: end.line, advice: "Write hours and minutes in quotes, as \"08:30\".")
            return nil
        }
        guard let open = minutes[0], let close = minutes[1] else { return nil }
        guard open < close else {
            findings.fault(
                "the slot ends before it begins", at: path, line: node.line,
                advice: "Correct one of the two; midnight at the end of the day is \"24:00\".")
            return nil
        }
        return OpeningSlot(open: open, close: close)
    }

    /// Minutes since midnight of `08:30`; `24:00` is 1440.
    private static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({
                $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) }
            }), let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
            hour * 60 + minute <= 1440
        else { return nil }
        return hour * 60 + minute
    }

    private func clock(_ minutes: Int) -> String {
        "\(padded(minutes / 60, to: 2)):\(padded(minutes % 60, to: 2))"
    }
}
