/** Policy checks, approvals, waivers and findings. */
@NullMarked
package dev.plinth.operation.policy;

import org.jspecify.annotations.NullMarked;
