/** Packs: the rules that belong to a framework, and the controls of the framework that they correspond to. */
@NullMarked
package dev.plinth.policies.pack;

import org.jspecify.annotations.NullMarked;
