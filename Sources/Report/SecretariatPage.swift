import Domain

/// `secretariat-CODE.html`: a published secretariat's own trends, stages and backlog.
enum SecretariatPage {
    static func render(
        _ secretariat: ReportedSecretariat, in pole: Perimeters.Pole, _ pages: MonthPages
    ) -> [UInt8] {
        let perimeter = Perimeter(.secretariat, secretariat.code)
        let place = ["secrétariat \(secretariat.code.written)", pole.label].joined(separator: ", ")
        return pages.page(
            PageNames.secretariat(secretariat.code), heading: secretariat.label,
            perimeter: place, parent: (pole.label, pole.page),
            content: EstablishmentPage.sections(
                pages, [perimeter], ownLabel: secretariat.label, breakdown: "", parts: [],
                within: [], members: []))
    }
}
