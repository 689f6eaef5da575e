/** The deployment guide: an application with workflows, payments and blue-green deployments on AWS. */
@NullMarked
package com.example.deploymentguide;

import org.jspecify.annotations.NullMarked;
