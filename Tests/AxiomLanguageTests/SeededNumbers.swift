// The generator of the random tests, under the name that they use; it stands in `TestSupport`, since
// other suites use it too.

import TestSupport

typealias SeededGenerator = TestSupport.SeededGenerator
