import Domain
import Testing

@testable import Extract

struct FieldRuleTests {
    @Test(arguments: [
        (
            SourceKind.encounters,
            "encounterId* encounterType* unit* endedAt startedAt status", "endedAt"
        ),
        (
            .letters,
            "letterId* letterType* unit encounterId encounterEndedAt dictatedAt typedAt "
                + "validatedAt sentAt channel status", ""
        ),
        (
            .calls,
            "callId* startedAt* queue* outcome* waitSeconds talkSeconds direction origin", ""
        ),
    ])
    func `the fields of each kind are the contract's`(
        kind: SourceKind, fields: String, mappedOnly: String
    ) {
        let rules = FieldRule.rules(of: kind)
        let names = rules.map { $0.field.rawValue + ($0.mustBeFilled ? "*" : "") }
        #expect(names.joined(separator: " ") == fields)
        #expect(
            rules.filter { $0.mustBeMapped && !$0.mustBeFilled }.map(\.field.rawValue)
                .joined(separator: " ") == mappedOnly)
    }

    @Test func `every field belongs to some kind and knows its values`() {
        let all = SourceKind.allCases.flatMap { FieldRule.rules(of: $0) }
        #expect(Set(all.map(\.field)) == Set(CanonicalField.allCases))
        for rule in all where rule.defaultValue != nil {
            #expect(rule.defaultPosition != nil)
        }
        #expect(
            FieldRule.rule(of: .status, in: .encounters)?.canonicalValues
                == ["done", "noShow", "cancelled", "planned"])
        #expect(FieldRule.rule(of: .status, in: .calls) == nil)
        #expect(FieldRule.rule(of: .channel, in: .letters)?.allowsValues == true)
        #expect(FieldRule.rule(of: .encounterId, in: .letters)?.allowsSeveralColumns == true)
    }
}
