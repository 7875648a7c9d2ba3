// A formula of a FOF or CNF statement, between reader and clausifier. Nesting is bounded by
// `TPTPReader.largestDepth`, so walks over it may recurse.

/// A formula over named variables.
indirect enum TPTPFormula {
  case truth(Bool)
  case atom(TPTPProblem.Literal)
  case not(TPTPFormula)
  case and([TPTPFormula])
  case or([TPTPFormula])
  case iff(TPTPFormula, TPTPFormula)
  /// The variables are numbers that no other quantifier of the formula has.
  case forall([Int32], TPTPFormula)
  case exists([Int32], TPTPFormula)
}
