# Each run has wrong values alone, and each of them must be refused.

# Mock providers have no ephemeral resources yet, and the seal's key is one: this needs an emulator in AWS_ENDPOINT_URL.
# Nothing is made in it.
provider "aws" {
  region     = "eu-west-1"
  access_key = "test"
  secret_key = "test"
}

run "first" {
  command = plan

  variables {
    cluster                = "Prod"
    prefix                 = "-sluice"
    group                  = "Prod"
    copy_to                = ["arn:aws:sqs:eu-west-1:123456789012:audit"]
    irsa                   = { oidc_provider_arn = "https://oidc.eks.eu-west-1.amazonaws.com/id/ABC" }
    pod_identity           = { eks_cluster = "arn:aws:eks:eu-west-1:123456789012:cluster/prod" }
    roles_anywhere         = { trust_anchor_arn = "anchor", common_name = "sluice-agent" }
    kms_key_arn            = "alias/sluice"
    seal_version           = 0
    secret_recovery_days   = 3
    alarm_actions          = ["alarms"]
    oldest_message_seconds = 59
  }

  expect_failures = [
    var.cluster, var.prefix, var.group, var.copy_to, var.irsa, var.pod_identity, var.roles_anywhere, var.kms_key_arn,
    var.seal_version, var.secret_recovery_days, var.alarm_actions, var.oldest_message_seconds,
  ]
}

run "second" {
  command = plan

  variables {
    cluster                = "prod-events-x"
    prefix                 = "sluice-dlq"
    group                  = ""
    copy_to                = ["https://sqs/1/a", "https://sqs/1/a"]
    irsa                   = { oidc_provider_arn = "arn:aws:iam::123456789012:role/agent" }
    pod_identity           = { eks_cluster = "" }
    roles_anywhere         = { trust_anchor_arn = "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/1", common_name = "*" }
    kms_key_arn            = "arn:aws:kms:eu-west-1:123456789012:key/*"
    seal_version           = 1.5
    secret_recovery_days   = 31
    alarm_actions          = ["arn:1", "arn:2", "arn:3", "arn:4", "arn:5", "arn:6"]
    oldest_message_seconds = 345601
  }

  expect_failures = [
    var.cluster, var.prefix, var.group, var.copy_to, var.irsa, var.pod_identity, var.roles_anywhere, var.kms_key_arn,
    var.seal_version, var.secret_recovery_days, var.alarm_actions, var.oldest_message_seconds,
  ]
}

run "names_that_could_be_those_of_other_queues" {
  command = plan

  variables {
    cluster = "dlq"
    prefix  = "events"
  }

  expect_failures = [var.cluster, var.prefix]
}

run "names_that_are_too_long" {
  command = plan

  variables {
    cluster = "a23456789012345678901234567890123"
    prefix  = "a234567890123456789012345"
  }

  expect_failures = [var.cluster, var.prefix]
}
