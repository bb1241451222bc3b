/// What a meeting noted about an indicator of a month: a row of the comments' file, published as it
/// is written.
package struct MeetingComment: Hashable, Sendable {
    package var month: ReportingPeriod
    package var perimeter: Perimeter
    /// nil: about the perimeter as a whole.
    package var indicator: Indicator?
    /// Blank where the row holds an action alone.
    package var text: String
    /// What was decided; blank: nothing.
    package var action: String
    /// The action's last day; nil: none was set.
    package var deadline: CivilDate?

    package init(
        month: ReportingPeriod, perimeter: Perimeter, indicator: Indicator?, text: String,
        action: String = "", deadline: CivilDate? = nil
    ) {
        self.month = month
        self.perimeter = perimeter
        self.indicator = indicator
        self.text = text
        self.action = action
        self.deadline = deadline
    }

    /// True where the action is still to be told of in a later month: its deadline is not past when
    /// that month begins. One without deadline is never past: it is told of until somebody gives it
    /// one.
    package func carriesOver(to later: ReportingPeriod) -> Bool {
        guard month < later, !action.isEmpty else { return false }
        return deadline.map { later.firstDay <= $0 } ?? true
    }
}
