/** Generator of Java classes from Pulumi package schemas. */
@NullMarked
package dev.plinth.providers.generator;

import org.jspecify.annotations.NullMarked;
