# API mappings of the second version of API Gateway's API serve REST APIs, too.
resource "aws_apigatewayv2_domain_name" "webhook" {
  count = var.domain == null ? 0 : 1

  domain_name = var.domain.name
  tags        = var.tags

  domain_name_configuration {
    certificate_arn = var.domain.certificate_arn
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
}

resource "aws_apigatewayv2_api_mapping" "webhook" {
  count = var.domain == null ? 0 : 1

  api_id      = local.api_id
  stage       = local.api_stage
  domain_name = aws_apigatewayv2_domain_name.webhook[0].id
}

resource "aws_route53_record" "webhook" {
  count = try(var.domain.hosted_zone_id, null) == null ? 0 : 1

  zone_id = var.domain.hosted_zone_id
  name    = var.domain.name
  type    = "A"

  alias {
    name                   = aws_apigatewayv2_domain_name.webhook[0].domain_name_configuration[0].target_domain_name
    zone_id                = aws_apigatewayv2_domain_name.webhook[0].domain_name_configuration[0].hosted_zone_id
    evaluate_target_health = false
  }
}
