/** Who can reach whom on which port, and what a change opens or closes. */
@NullMarked
package dev.plinth.preview.reachability;

import org.jspecify.annotations.NullMarked;
