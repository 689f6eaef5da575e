/** The examples of docs/testing.md and docs/policies.md: a team's component, rules and program, and their tests. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
