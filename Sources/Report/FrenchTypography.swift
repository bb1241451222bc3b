/// French spacing put into sentences written with plain spaces (the catalogue's, the banners').
package enum FrenchTypography {
    /// The text with no-break spaces before `: ; ! ? % »` and after `«`, where a space stands.
    package static func set(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 1 < scalars.count ? scalars[index + 1] : nil
            let isBound =
                scalar == " "
                && (before == "«" || after.map { ":;!?%»".unicodeScalars.contains($0) } == true)
            result.append(isBound ? "\u{00A0}" : scalar)
        }
        return String(result)
    }
}
