locals {
  waf = var.waf == null ? { rate_limit = 0, allowed_cidrs = [], blocked_cidrs = [] } : var.waf

  # an IP set holds addresses of one version alone
  ip_sets = { for set in flatten([
    for purpose, cidrs in { allowed = local.waf.allowed_cidrs, blocked = local.waf.blocked_cidrs } : [
      { name = "${purpose}-ipv4", purpose = purpose, version = "IPV4", cidrs = [for cidr in cidrs : cidr if !strcontains(cidr, ":")] },
      { name = "${purpose}-ipv6", purpose = purpose, version = "IPV6", cidrs = [for cidr in cidrs : cidr if strcontains(cidr, ":")] },
    ]
  ]) : set.name => set if length(set.cidrs) > 0 }
}

resource "aws_wafv2_ip_set" "webhook" {
  for_each = local.ip_sets

  name               = "${local.api_name}-${each.key}"
  description        = "Addresses whose webhooks are ${each.value.purpose}."
  scope              = "REGIONAL"
  ip_address_version = each.value.version
  addresses          = each.value.cidrs
  tags               = var.tags
}

resource "aws_wafv2_web_acl" "webhook" {
  count = var.waf == null ? 0 : 1

  name        = local.api_name
  description = "Before the API of Sluice."
  scope       = "REGIONAL"
  tags        = var.tags

  default_action {
    dynamic "allow" {
      for_each = length(local.waf.allowed_cidrs) == 0 ? [1] : []
      content {}
    }

    dynamic "block" {
      for_each = length(local.waf.allowed_cidrs) == 0 ? [] : [1]
      content {}
    }
  }

  dynamic "rule" {
    for_each = [for key in sort(keys(local.ip_sets)) : key if local.ip_sets[key].purpose == "blocked"]

    content {
      name     = rule.value
      priority = rule.key

      action {
        block {}
      }

      statement {
        ip_set_reference_statement {
          arn = aws_wafv2_ip_set.webhook[rule.value].arn
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${local.api_name}-${rule.value}"
        sampled_requests_enabled   = false # samples show the path
      }
    }
  }

  rule {
    name     = "rate"
    priority = 10

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit              = local.waf.rate_limit
        aggregate_key_type = "IP"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${local.api_name}-rate"
      sampled_requests_enabled   = false
    }
  }

  dynamic "rule" {
    for_each = [for key in sort(keys(local.ip_sets)) : key if local.ip_sets[key].purpose == "allowed"]

    content {
      name     = rule.value
      priority = 20 + rule.key

      action {
        allow {}
      }

      statement {
        ip_set_reference_statement {
          arn = aws_wafv2_ip_set.webhook[rule.value].arn
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${local.api_name}-${rule.value}"
        sampled_requests_enabled   = false
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = local.api_name
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl_association" "webhook" {
  count = var.waf == null ? 0 : 1

  resource_arn = aws_api_gateway_stage.rest[0].arn
  web_acl_arn  = aws_wafv2_web_acl.webhook[0].arn
}
