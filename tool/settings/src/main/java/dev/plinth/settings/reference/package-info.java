/** Reference of the keys of stack files: their descriptions, from the sources of records, and their schemas. */
@NullMarked
package dev.plinth.settings.reference;

import org.jspecify.annotations.NullMarked;
