import Domain

/// How the control charts are made, on the page of definitions: the method, its sources, and where
/// it is departed from.
enum ControlChartSection {
    static let anchor = "cartes-de-controle"

    static func content() -> HTMLNode {
        DataQualityPage.section(
            "Cartes de contrôle", anchor,
            [
                paragraph(
                    "Une carte de contrôle sépare le bruit du signal : elle dit si un chiffre a "
                        + "vraiment changé ou s'il varie comme d'habitude. La méthode est celle du "
                        + "programme « Making Data Count » du NHS England : une carte XmR, valeurs "
                        + "individuelles et étendues mobiles."),
                list("Lecture", reading), list("Calcul", computation), list("Règles", rules),
                list("Écarts à la méthode d'origine", deviations), list("Sources", sources),
            ])
    }

    private static func paragraph(_ text: String) -> HTMLNode {
        tag("p", [], .text(FrenchTypography.set(text)))
    }

    private static func list(_ title: String, _ entries: [(String, String)]) -> HTMLNode {
        .group([
            tag("h3", [], .text(FrenchTypography.set(title))),
            tag(
                "dl", [.class("facts")],
                entries.flatMap { term, text in
                    [
                        tag("dt", [], .text(FrenchTypography.set(term))),
                        tag("dd", [], .text(FrenchTypography.set(text))),
                    ]
                }),
        ])
    }

    // MARK: The prose

    private static let factor = FrenchNumbers.text(
        ControlChartMethod.limitFactor, decimals: 0...3)
    private static let rangeFactor = FrenchNumbers.text(
        ControlChartMethod.rangeFactor, decimals: 0...3)
    private static let run = FrenchNumbers.whole(ControlChartMethod.runLength)
    private static let settled = FrenchNumbers.whole(ControlChartMethod.settledPoints)

    private static var reading: [(String, String)] {
        [
            (
                "Cause commune",
                "Le point varie comme les autres. Chercher ce qui l'explique à lui seul serait "
                    + "chercher dans le bruit ; pour changer le niveau, il faut changer le travail."
            ),
            (
                "Cause spéciale : amélioration ou alerte",
                "Une règle distingue le point. Le sens de l'indicateur dit si la nouvelle est "
                    + "bonne ; sans sens, elle est dite haute ou basse."
            ),
            ("Variation", "Ce que dit le dernier point de la série."),
            (
                "Assurance",
                "La cible est comparée aux limites. Toujours tenue, toujours manquée : un "
                    + "processus qui ne change pas la tiendra, ou la manquera, presque à coup sûr. "
                    + "Tantôt tenue, tantôt manquée : elle est entre les limites, et le hasard "
                    + "décide."
            ),
            (
                "Limites provisoires",
                "Moins de \(settled) points : les limites peuvent encore bouger nettement."
            ),
            (
                "Icônes",
                "Un rond fin et une onde : variation habituelle. Une flèche, dans le sens du chiffre, "
                    + "dans un rond : amélioration ; dans un carré : dégradation ; dans un losange : "
                    + "niveau haut ou bas. Une coche : cible toujours tenue ; une croix : toujours "
                    + "manquée ; un point d'interrogation : tantôt l'un, tantôt l'autre. Elles lisent "
                    + "la carte des mois. « Limites à recaler ? » : le mois fait ce que les limites "
                    + "disent impossible, elles parlent d'un travail qui a changé."
            ),
            (
                "Sur les pages",
                "Trait plein : moyenne ; pointillés : limites ; tirets : cible ; trait vertical : "
                    + "recalage, avec son motif. Petit point : cause commune ; grand rond : "
                    + "amélioration ; carré : dégradation ; losange : ni l'un ni l'autre ; marque "
                    + "creuse : période provisoire, ou semaine qui compte des jours sans données."
            ),
            (
                "Points d'attention",
                "Une phrase par périmètre et par indicateur, d'après les semaines, sinon les mois. Une "
                    + "cause spéciale est dite à partir du pôle ; d'un secrétariat, seulement s'il "
                    + "manque aussi sa cible, et avec des limites établies. Une semaine qui compte des "
                    + "jours sans données n'accuse personne. L'activité (courriers, appels) suit les "
                    + "saisons : elle a des cartes, et aucune phrase."
            ),
        ]
    }

    private static var computation: [(String, String)] {
        [
            (
                "Séries",
                "Par semaine : "
                    + titles(ControlChartMethod.indicators(.week))
                    + ". Par mois : tous les indicateurs sauf les stocks. À chaque fois pour "
                    + "l'établissement, les pôles et les secrétariats. Une période provisoire, ou "
                    + "sans valeur, n'est pas un point."
            ),
            (
                "Pourquoi pas les stocks",
                "Un stock est celui de la veille, à peine modifié : ses valeurs ne sont pas "
                    + "indépendantes, et la carte donnerait de fausses alertes. Sa courbe est "
                    + "montrée telle quelle ; la carte porte sur sa variation. L'âge des courriers "
                    + "et le stock en jours de travail ont une carte par mois seulement : à lire "
                    + "avec prudence quand le stock met plus d'un mois à s'écouler."
            ),
            (
                "Limites",
                "Moyenne des valeurs ± \(factor) × étendue mobile moyenne. L'étendue mobile est "
                    + "l'écart, sans signe, entre deux valeurs successives. Sa moyenne est refaite "
                    + "une fois, sans les étendues d'au moins \(rangeFactor) × la première moyenne."
            ),
            ("Limites proches", "Aux deux tiers du chemin entre la moyenne et les limites."),
            (
                "Pas de limites",
                "Pour une série constante, ou de moins de "
                    + "\(FrenchNumbers.whole(ControlChartMethod.leastPoints)) points : aucun point "
                    + "n'y est distingué."
            ),
            (
                "Recalage",
                "Quand le travail a changé pour de bon, la direction qualité l'écrit dans le "
                    + "fichier des recalages, avec son motif. La moyenne et les limites repartent à "
                    + "la première période qui commence à cette date ou après ; la période au "
                    + "milieu de laquelle tombe la date reste avec les précédentes. Ni étendue ni "
                    + "règle n'enjambe un recalage."
            ),
        ]
    }

    private static var rules: [(String, String)] {
        [
            ("1. Hors limites", "Un point au-delà d'une limite, strictement."),
            (
                "2. Tendance",
                "\(run) points successifs qui montent tous, ou descendent tous : les \(run) sont "
                    + "marqués, et le sens de la tendance dit si la nouvelle est bonne."
            ),
            (
                "3. Deux sur trois",
                "De trois points successifs du même côté de la moyenne, deux au moins sont entre "
                    + "une limite proche et la limite : ceux-là sont marqués."
            ),
            (
                "4. Décalage",
                "\(run) points successifs du même côté de la moyenne : tous sont marqués."
            ),
            ("Ordre", "Un point porte la première règle, dans cet ordre, qui le distingue."),
        ]
    }

    private static var deviations: [(String, String)] {
        [
            (
                "Étendues écartées",
                "L'outil Excel du NHS garde toutes les étendues. Comme le paquet R "
                    + "NHSRplotthedots, et d'après Nelson, nous écartons une fois celles qui "
                    + "sortent de leur propre limite : un seul accident (une panne de téléphonie) élargirait les limites "
                    + "et cacherait le reste. S'il ne devait rester que des étendues nulles, toutes "
                    + "sont gardées : sans largeur, tout point serait une alerte."
            ),
            (
                "Deux sur trois",
                "Les trois points doivent être du même côté de la moyenne, comme dans "
                    + "NHSRplotthedots, et un point hors limites n'est pas l'un des deux : il porte "
                    + "déjà sa propre règle."
            ),
            (
                "Sens d'une tendance",
                "Une tendance est jugée par là où elle va, non par le côté où elle se trouve : une "
                    + "baisse qui commence haut est une baisse. Un point entre deux tendances est "
                    + "de celle qu'il termine."
            ),
            (
                "Assurance",
                "Une limite qui tombe sur la cible la tient, comme une valeur qui tombe sur elle."
            ),
            (
                "Limites non figées",
                "Tous les points d'une série, ou d'un recalage au suivant, comptent dans ses "
                    + "limites : elles bougent un peu à chaque point, et un point ancien peut "
                    + "changer de lecture. Elles ne sont jamais recalées d'office : décider que le "
                    + "travail a changé revient à ceux qui le font. La page d'un mois ne compte que "
                    + "les points connus à sa fin : ce qu'elle dit ne dépend pas de la suite."
            ),
            (
                "Limites provisoires",
                "Les auteurs diffèrent : Wheeler se sert de cinq ou six valeurs, NHSRplotthedots "
                    + "avertit en dessous de 12. Nous disons « provisoires » en dessous de "
                    + "\(settled) : une année de mois, et le même mois une seconde fois."
            ),
            (
                "Limites non bornées",
                "Les limites ne sont coupées ni à 0 ni à 100 % : une limite au-delà dit seulement "
                    + "qu'aucun point ne peut sortir de ce côté."
            ),
            (
                "Cartes p, u ou T",
                "Nous n'en traçons pas : comme le NHS, nous employons la carte XmR pour tout "
                    + "indicateur. Elle ne suppose aucune loi, et une seule lecture s'apprend plus "
                    + "vite que cinq."
            ),
        ]
    }

    private static var sources: [(String, String)] {
        [
            (
                "NHS England",
                "Making Data Count, « Strengthening your decisions », et son outil SPC : règles, "
                    + "\(run) points, icônes de variation et d'assurance."
            ),
            (
                "Donald J. Wheeler",
                "Understanding Variation: The Key to Managing Chaos, 2e éd., SPC Press, 2000 : la "
                    + "carte XmR. \(factor) = 3 ÷ 1,128 est la constante des étendues de deux "
                    + "valeurs."
            ),
            (
                "Lloyd S. Nelson",
                "« Control Charts for Individual Measurements », Journal of Quality Technology, "
                    + "14(3), 1982 : les étendues écartées à partir de \(rangeFactor) fois leur "
                    + "moyenne."
            ),
            (
                "NHS-R Community",
                "NHSRplotthedots, paquet R, notices « Deviations from Excel defaults » et "
                    + "« Number of points required »."
            ),
        ]
    }

    private static func titles(_ indicators: [Indicator]) -> String {
        indicators.map { "« \(IndicatorCatalogue[$0].title) »" }.joined(separator: ", ")
    }
}
