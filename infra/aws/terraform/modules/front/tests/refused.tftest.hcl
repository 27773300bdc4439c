# Each run has wrong values alone, and each of them must be refused.

mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  runtime = "java21" # what every provider of the range knows
}

run "first" {
  command = plan

  variables {
    prefix               = "Sluice"
    zip                  = "no/such/function.zip"
    runtime              = "java17"
    architecture         = "amd64"
    memory_mib           = 256
    reserved_concurrency = 0
    environment          = { SLUICE_PREFIX = "other" }
    api_type             = "HTTP"
    throttling           = { rate = 0 }
    domain               = { name = "https://hooks.example.com", certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/1" }
    log_retention_days   = 31
    kms_key_arns         = ["alias/sluice"]
    secret_recovery_days = 6
    alarm_actions        = ["alarms"]
    refused_percent      = 0
  }

  expect_failures = [
    var.prefix, var.zip, var.runtime, var.architecture, var.memory_mib, var.reserved_concurrency, var.environment,
    var.api_type, var.throttling, var.domain, var.log_retention_days, var.kms_key_arns, var.secret_recovery_days,
    var.alarm_actions, var.refused_percent,
  ]
}

run "second" {
  command = plan

  variables {
    prefix               = "sluice-events"
    zip                  = ""
    runtime              = "provided.al2023"
    architecture         = ""
    memory_mib           = 10241
    reserved_concurrency = 1.5
    api_type             = "function-url"
    throttling           = { burst = 5001 }
    domain               = { name = "hooks.example.com", certificate_arn = "arn:aws:iam::123456789012:server-certificate/1" }
    log_retention_days   = -1
    secret_recovery_days = 31
    refused_percent      = 101
  }

  expect_failures = [
    var.prefix, var.zip, var.runtime, var.architecture, var.memory_mib, var.reserved_concurrency, var.api_type,
    var.throttling, var.domain, var.log_retention_days, var.secret_recovery_days, var.refused_percent,
  ]
}

# Their rules look at prefix and api_type, and are not asked where those are wrong.
run "a_clusters_name_and_a_rate" {
  command = plan

  variables {
    zip      = "main.tf"
    api_type = "rest"
    waf      = { rate_limit = 1 }
    clusters = { Prod = { queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-Prod" } }
  }

  expect_failures = [var.clusters, var.waf]
}

run "a_clusters_queue_and_all_addresses" {
  command = plan

  variables {
    zip      = "main.tf"
    api_type = "rest"
    waf      = { allowed_cidrs = ["0.0.0.0/0"] }
    clusters = { prod = { queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-other" } }
  }

  expect_failures = [var.clusters, var.waf]
}

run "a_clusters_group_and_a_single_address" {
  command = plan

  variables {
    zip      = "main.tf"
    api_type = "rest"
    waf      = { blocked_cidrs = ["192.30.252.0"] }
    clusters = { prod = { queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod", group = "All of them" } }
  }

  expect_failures = [var.clusters, var.waf]
}

run "a_clusters_copies_and_a_web_acl_before_an_http_api" {
  command = plan

  variables {
    zip      = "main.tf"
    waf      = {}
    clusters = { prod = { queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod", copy_to = ["audit"] } }
  }

  expect_failures = [var.clusters, var.waf]
}
