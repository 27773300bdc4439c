mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  zip     = "main.tf" # any file: nothing is uploaded
  runtime = "java21"  # what every provider of the range knows
}

run "http" {
  command = plan

  variables {
    clusters = {
      prod-a = { queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod-a", group = "prod" }
      prod-b = { queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod-b", copy_to = ["https://sqs.eu-west-1.amazonaws.com/123456789012/audit"] }
    }
  }

  assert {
    condition     = length(aws_apigatewayv2_api.http) == 1 && length(aws_api_gateway_rest_api.rest) == 0 && length(aws_wafv2_web_acl.webhook) == 0
    error_message = "The default must be an HTTP API."
  }

  assert {
    condition = jsondecode(aws_secretsmanager_secret_version.clusters.secret_string) == {
      version = 1
      clusters = {
        prod-a = { queueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod-a", group = "prod" }
        prod-b = { queueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod-b", copyTo = ["https://sqs.eu-west-1.amazonaws.com/123456789012/audit"] }
      }
    }
    error_message = "The list of clusters must be as docs/contracts.md says."
  }

  assert {
    condition     = aws_lambda_function.webhook.snap_start[0].apply_on == "PublishedVersions" && aws_lambda_function.webhook.publish && aws_lambda_function.webhook.architectures == tolist(["arm64"])
    error_message = "The function must be on arm64, with SnapStart on published versions."
  }

  assert {
    condition     = !can(regex("(?i)path|route|resource|uri", aws_apigatewayv2_stage.http[0].access_log_settings[0].format))
    error_message = "The access log must not show the path of a webhook."
  }

  assert {
    condition     = !aws_apigatewayv2_api.http[0].disable_execute_api_endpoint
    error_message = "Without a domain name of its own the API needs that of API Gateway."
  }

  assert {
    condition     = aws_cloudwatch_event_rule.self_test.schedule_expression == "rate(1 day)"
    error_message = "The function must be called once a day."
  }
}

run "http_with_a_domain" {
  command = plan

  variables {
    domain = { name = "hooks.example.com", certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/1", hosted_zone_id = "Z1" }
  }

  assert {
    condition     = aws_apigatewayv2_api.http[0].disable_execute_api_endpoint
    error_message = "With a domain name of its own that of API Gateway must be off."
  }

  assert {
    condition     = output.webhook_host == "https://hooks.example.com" && length(aws_route53_record.webhook) == 1
    error_message = "Webhooks must go to the domain name."
  }
}

run "rest_with_waf" {
  command = plan

  variables {
    api_type             = "rest"
    reserved_concurrency = 20
    waf = {
      rate_limit    = 500
      allowed_cidrs = ["192.30.252.0/22", "2606:50c0::/32"]
      blocked_cidrs = ["198.51.100.0/24"]
    }
  }

  assert {
    condition     = length(aws_api_gateway_rest_api.rest) == 1 && length(aws_apigatewayv2_api.http) == 0 && length(aws_wafv2_web_acl_association.webhook) == 1
    error_message = "There must be a REST API with a web ACL alone."
  }

  assert {
    condition     = aws_api_gateway_rest_api.rest[0].binary_media_types == tolist(["*/*"])
    error_message = "Bodies must arrive as they were sent."
  }

  assert {
    condition     = keys(aws_wafv2_ip_set.webhook) == ["allowed-ipv4", "allowed-ipv6", "blocked-ipv4"]
    error_message = "There must be an IP set for each version of addresses."
  }

  assert {
    condition     = length(aws_wafv2_web_acl.webhook[0].default_action[0].block) == 1
    error_message = "What is not allowed must be blocked."
  }

  assert {
    condition     = [for rule in aws_wafv2_web_acl.webhook[0].rule : rule.statement[0].rate_based_statement[0].limit if rule.name == "rate"] == [500]
    error_message = "There must be a rule for the rate."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.webhook[0].rule : !rule.visibility_config[0].sampled_requests_enabled])
    error_message = "WAF must keep no samples: they show the path of a webhook."
  }

  assert {
    condition     = !can(regex("(?i)path|route|uri", aws_api_gateway_stage.rest[0].access_log_settings[0].format)) && aws_api_gateway_method_settings.rest[0].settings[0].logging_level == "OFF"
    error_message = "No log of the API may show the path of a webhook."
  }

  assert {
    condition     = aws_lambda_function.webhook.reserved_concurrent_executions == 20
    error_message = "The reserved concurrency must be that of the variable."
  }
}
