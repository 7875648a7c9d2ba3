// CaDiCaL's C interface, from Debian's package libcadical-dev. A. Biere et al., MIT licence.
#include <ccadical.h>
