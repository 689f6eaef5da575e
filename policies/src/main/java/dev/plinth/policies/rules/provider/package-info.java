/** Rules for providers, and for tags and Regions of all resources. */
@NullMarked
package dev.plinth.policies.rules.provider;

import org.jspecify.annotations.NullMarked;
