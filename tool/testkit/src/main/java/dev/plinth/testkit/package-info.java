/** Tests of components on mocks, and of stacks on the simulator. */
@NullMarked
package dev.plinth.testkit;

import org.jspecify.annotations.NullMarked;
