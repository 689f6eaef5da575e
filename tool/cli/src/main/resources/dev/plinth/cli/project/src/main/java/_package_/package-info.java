/** The program: which components an environment gets, and how they are connected. */
@NullMarked
package {%package%};

import org.jspecify.annotations.NullMarked;
