// GMP, from Debian's package libgmp-dev. Its functions are macros, which Swift cannot see; the names
// behind them are used instead. T. Granlund and others, LGPL 3 or GPL 2.
#include <gmp.h>
