/** Executables of the Pulumi engine and its language hosts: found on the machine or compiled from pinned Go modules. */
@NullMarked
package dev.plinth.engine.binary;

import org.jspecify.annotations.NullMarked;
